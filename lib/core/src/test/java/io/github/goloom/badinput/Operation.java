package io.github.goloom.badinput;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.regex.Pattern;

/** A public method or constructor, and what its javadoc says that it throws. */
record Operation(String name, Executable executable, List<Parameter> parameters, List<Throws> documented) {
    /** A parameter; {@code nullable} as its declaration says. */
    record Parameter(String name, Class<?> type, boolean nullable) {}

    /** A {@code @throws}: the simple name of the type, and the condition. */
    record Throws(String type, String condition) {
        boolean names(String parameter) {
            return Pattern.compile("\\{@code " + parameter + "\\b")
                    .matcher(condition)
                    .find();
        }
    }

    boolean needsSubject() {
        return executable instanceof Method && !Modifier.isStatic(executable.getModifiers());
    }

    /** Calls it; throws what it throws. */
    Object call(Object subject, Object... arguments) throws Throwable {
        try {
            return executable instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) executable).invoke(subject, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** {@return the names of the parameters that the sentence names} */
    List<String> namedBy(Throws sentence) {
        return parameters.stream().map(Parameter::name).filter(sentence::names).toList();
    }

    /** {@return whether a sentence for this type names the parameter; if that is null, whether one names none} */
    boolean documents(String type, String parameter) {
        return documented.stream()
                .filter(each -> each.type.equals(type))
                .anyMatch(each -> parameter == null ? namedBy(each).isEmpty() : each.names(parameter));
    }

    @Override
    public String toString() {
        return name;
    }
}
