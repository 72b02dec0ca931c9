package io.github.goloom.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads the classes of some packages anew, instrumented; all others come from its parent. */
final class ExploringLoader extends ClassLoader {
    private static final String OWN = Explorer.class.getPackageName() + ".";

    final Statics statics = new Statics();
    private final List<String> prefixes;
    private final Instrumenter instrumenter;
    private final Map<String, Set<String>> finals = new HashMap<>();

    ExploringLoader(ClassLoader parent, List<String> prefixes) {
        super(parent);
        this.prefixes = new ArrayList<>(prefixes);
        instrumenter = new Instrumenter(parent, this::isFinal);
    }

    /** Loads a class instrumented, in whatever package it is, and those nested in the same one. */
    Class<?> loadInstrumented(String name) throws ClassNotFoundException {
        if (!isInstrumented(name)) {
            prefixes.add(name.split("\\$", 2)[0]);
        }
        return Class.forName(name, true, this);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!isInstrumented(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = instrumenter.instrument(bytesOf(name));
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private boolean isInstrumented(String name) {
        return !name.startsWith(OWN) && prefixes.stream().anyMatch(name::startsWith);
    }

    private byte[] bytesOf(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** {@return whether the field is final; one of a class that is not instrumented counts as such} */
    private boolean isFinal(String owner, String name) {
        String type = owner.replace('/', '.');
        return !isInstrumented(type)
                || finals.computeIfAbsent(type, this::finalsOf).contains(name);
    }

    private Set<String> finalsOf(String type) {
        try {
            ClassModel model = ClassFile.of().parse(bytesOf(type));
            Set<String> names = new HashSet<>();
            for (FieldModel field : model.fields()) {
                if (field.flags().has(AccessFlag.FINAL)) {
                    names.add(field.fieldName().stringValue());
                }
            }
            model.superclass().ifPresent(parent -> {
                String name = parent.asInternalName().replace('/', '.');
                if (isInstrumented(name)) {
                    names.addAll(finalsOf(name));
                }
            });
            return names;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no bytes of " + type, e);
        }
    }
}
