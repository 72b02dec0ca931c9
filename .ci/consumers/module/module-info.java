module consumer {
    requires io.github.goloom;
}
