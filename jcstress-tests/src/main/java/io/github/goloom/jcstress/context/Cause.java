package io.github.goloom.jcstress.context;

/** A cause with a name, without a stack, and with a plain field. */
final class Cause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Written before the cause is given to anybody. */
    int plain;

    Cause(String name) {
        super(name, null, false, false);
    }
}
