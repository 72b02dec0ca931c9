module consumer {
    requires io.github.goloom;

    provides io.github.goloom.StartHook with
            consumer.Hook;
}
