/** Tests of programs that use goloom. */
@org.jspecify.annotations.NullMarked
module io.github.goloom.testing {
    requires transitive io.github.goloom;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires static org.junit.platform.commons;

    exports io.github.goloom.testing;
}
