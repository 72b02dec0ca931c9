package io.github.goloom.explorer;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Puts a call of {@link Points} before each access to shared memory: fields that are not final, elements of arrays of
 * references, {@code VarHandle}s, atomics and concurrent collections; and one in place of each call that parks, wakes,
 * interrupts, spins, tells the time, draws a random number or makes a thread.
 *
 * <p>Constructors are left as they are: nobody else knows the object yet.
 */
final class Instrumenter {
    private static final ClassDesc POINTS = ClassDesc.of(Points.class.getName());
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc VAR_HANDLE = ConstantDescs.CD_VarHandle;
    private static final MethodTypeDesc ACCESS = MethodTypeDesc.of(ConstantDescs.CD_void, OBJECT, ConstantDescs.CD_int);
    private static final MethodTypeDesc HANDLE_ACCESS =
            MethodTypeDesc.of(ConstantDescs.CD_void, VAR_HANDLE, OBJECT, ConstantDescs.CD_int);
    private static final MethodTypeDesc INITIALIZED = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Class);

    /**
     * Calls that {@link Points} answers, as {@code owner.name}; a method there has the same name, and takes the
     * receiver first.
     */
    private static final Set<String> REPLACED = Set.of(
            "java/util/concurrent/locks/LockSupport.park",
            "java/util/concurrent/locks/LockSupport.parkNanos",
            "java/util/concurrent/locks/LockSupport.unpark",
            "java/lang/Thread.interrupt",
            "java/lang/Thread.interrupted",
            "java/lang/Thread.isInterrupted",
            "java/lang/Thread.onSpinWait",
            "java/lang/Thread.yield",
            "java/lang/Thread.sleep",
            "java/lang/Thread.join",
            "java/lang/Thread.start",
            "java/lang/Thread.threadId",
            "java/lang/Thread$Builder$OfVirtual.start",
            "java/lang/Thread$Builder$OfVirtual.unstarted",
            "java/lang/Thread$Builder$OfPlatform.start",
            "java/lang/Thread$Builder$OfPlatform.unstarted",
            "java/lang/System.nanoTime",
            "java/util/Collections.shuffle",
            "java/util/concurrent/ThreadLocalRandom.nextInt");

    /** Those of them that a method reference may name. */
    private static final Set<String> REFERENCED = Set.of("java/lang/Thread.interrupt");

    /** Of these packages, each call on an object counts as an access to all of it. */
    private static final List<String> CONCURRENT =
            List.of("java/util/concurrent/atomic/", "java/util/concurrent/Concurrent", "org/jctools/");

    /**
     * The names of a {@code VarHandle}'s methods that access what it stands for; its fences order no more than all do
     * here.
     */
    private static final Predicate<String> ACCESSES =
            Pattern.compile("get.*|set.*|compareAnd.*|weakCompareAnd.*").asMatchPredicate();

    /** What a call on a {@code VarHandle} or an atomic must be called to change nothing. */
    private static final Set<String> READS = Set.of("get", "getAcquire", "getOpaque", "getPlain", "getVolatile");

    private final ClassHierarchyResolver hierarchy;
    private final FieldFlags fields;

    /** Tells whether a field is final. */
    interface FieldFlags {
        boolean isFinal(String owner, String name);
    }

    Instrumenter(ClassLoader parent, FieldFlags fields) {
        hierarchy = ClassHierarchyResolver.ofResourceParsing(parent).orElse(ClassHierarchyResolver.defaultResolver());
        this.fields = fields;
    }

    byte[] instrument(byte[] bytes) {
        ClassFile file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        ClassModel model = file.parse(bytes);
        String name = model.thisClass().asInternalName();
        return file.transformClass(model, ClassTransform.ofStateful(() -> (builder, element) -> {
            if (element instanceof MethodModel method && method.code().isPresent()) {
                builder.transformMethod(method, MethodTransform.transformingCode(new Body(name, method)));
            } else {
                builder.with(element);
            }
        }));
    }

    /** What is done to one method. */
    private final class Body implements CodeTransform {
        private final String owner;
        private final String method;
        private final boolean constructor;
        private final boolean initializer;
        private int line;

        Body(String owner, MethodModel method) {
            this.owner = owner;
            this.method = method.methodName().stringValue();
            constructor = this.method.equals(ConstantDescs.INIT_NAME);
            initializer = this.method.equals(ConstantDescs.CLASS_INIT_NAME);
        }

        @Override
        public void atStart(CodeBuilder code) {
            if (initializer) {
                code.invokestatic(POINTS, "initializing", MethodTypeDesc.of(ConstantDescs.CD_void));
            }
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof LineNumber number) {
                line = number.line();
                code.with(element);
            } else if (initializer) {
                if (element instanceof ReturnInstruction) {
                    code.loadConstant(ClassDesc.ofInternalName(owner));
                    code.invokestatic(POINTS, "initialized", INITIALIZED);
                    code.with(element);
                } else if (element instanceof InvokeInstruction call
                        && call.name().equalsString("nanoTime")) {
                    invoke(code, call);
                } else {
                    code.with(element);
                }
            } else if (element instanceof InvokeInstruction call) {
                invoke(code, call);
            } else if (element instanceof InvokeDynamicInstruction dynamic) {
                reference(code, dynamic);
            } else if (constructor) {
                code.with(element);
            } else if (element instanceof FieldInstruction access) {
                field(code, access);
            } else if (element instanceof ArrayLoadInstruction load && load.typeKind() == TypeKind.REFERENCE) {
                code.dup2().pop();
                point(code, "[]", false);
                code.with(element);
            } else if (element instanceof ArrayStoreInstruction store && store.typeKind() == TypeKind.REFERENCE) {
                int value = code.allocateLocal(TypeKind.REFERENCE);
                code.astore(value).dup2().pop();
                point(code, "[]", true);
                code.aload(value).with(element);
            } else {
                code.with(element);
            }
        }

        /** A point whose object is on the stack; it is taken from there. */
        private void point(CodeBuilder code, String field, boolean write) {
            code.loadConstant(site(write ? "writes" : "reads", field, write));
            code.invokestatic(POINTS, "access", ACCESS);
        }

        private int site(String what, String field, boolean write) {
            String simple = owner.substring(owner.lastIndexOf('/') + 1);
            String file = simple.contains("$") ? simple.substring(0, simple.indexOf('$')) : simple;
            String where = simple.replace('$', '.') + "." + method + "(" + file + ".java:" + line + ")";
            return Sites.add(new Sites.Site(where, what, field, write));
        }

        private void field(CodeBuilder code, FieldInstruction access) {
            String type = access.owner().asInternalName();
            String name = access.name().stringValue();
            if (!fields.isFinal(type, name)) {
                boolean write = access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC;
                if (access.opcode() == Opcode.GETFIELD) {
                    code.dup();
                    point(code, name, write);
                } else if (access.opcode() == Opcode.PUTFIELD) {
                    TypeKind kind = TypeKind.from(access.typeSymbol());
                    int value = code.allocateLocal(kind);
                    code.storeLocal(kind, value).dup();
                    point(code, name, write);
                    code.loadLocal(kind, value);
                } else {
                    code.aconst_null();
                    point(code, access.owner().asSymbol().displayName() + "." + name, write);
                }
            }
            code.with(access);
        }

        private void invoke(CodeBuilder code, InvokeInstruction call) {
            String type = call.owner().asInternalName();
            String name = call.name().stringValue();
            MethodTypeDesc signature = call.typeSymbol();
            boolean onObject = call.opcode() != Opcode.INVOKESTATIC && !name.equals(ConstantDescs.INIT_NAME);
            if (REPLACED.contains(type + "." + name)) {
                if (onObject) {
                    signature = signature.insertParameterTypes(0, call.owner().asSymbol());
                }
                String what = type.substring(type.lastIndexOf('/') + 1).replace('$', '.') + "." + name;
                code.loadConstant(site(what, "", true));
                code.invokestatic(
                        POINTS, name, signature.insertParameterTypes(signature.parameterCount(), ConstantDescs.CD_int));
            } else if (type.equals("java/lang/invoke/VarHandle") && !constructor && onObject) {
                handle(code, call, signature);
            } else if (onObject && !constructor && CONCURRENT.stream().anyMatch(type::startsWith)) {
                int[] arguments = spill(code, signature);
                code.dup();
                String what = type.substring(type.lastIndexOf('/') + 1) + "." + name;
                code.loadConstant(site(what, "", !READS.contains(name)));
                code.invokestatic(POINTS, "access", ACCESS);
                restore(code, signature, arguments);
                code.with(call);
            } else {
                code.with(call);
            }
        }

        /**
         * A method reference, such as {@code Thread::interrupt}, to what {@link Points} answers becomes one to the
         * answer.
         */
        private void reference(CodeBuilder code, InvokeDynamicInstruction dynamic) {
            ConstantDesc[] arguments = dynamic.bootstrapArgs().toArray(new ConstantDesc[0]);
            boolean changed = false;
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof DirectMethodHandleDesc target && REPLACED.contains(nameOf(target))) {
                    MethodTypeDesc type = target.invocationType(); // with the receiver
                    if (!REFERENCED.contains(nameOf(target))) {
                        throw new IllegalStateException("a method reference cannot be explored, write a lambda: "
                                + nameOf(target) + " in " + owner + "." + method);
                    }
                    arguments[i] = MethodHandleDesc.ofMethod(
                            DirectMethodHandleDesc.Kind.STATIC, POINTS, target.methodName(), type);
                    changed = true;
                }
            }
            if (changed) {
                code.invokedynamic(DynamicCallSiteDesc.of(
                        dynamic.bootstrapMethod(), dynamic.name().stringValue(), dynamic.typeSymbol(), arguments));
            } else {
                code.with(dynamic);
            }
        }

        private static String nameOf(DirectMethodHandleDesc target) {
            String type = target.owner().descriptorString();
            return type.substring(1, type.length() - 1) + "." + target.methodName();
        }

        /** A call on a VarHandle of an instance or a static field, or of the elements of an array. */
        private void handle(CodeBuilder code, InvokeInstruction call, MethodTypeDesc signature) {
            String name = call.name().stringValue();
            if (!ACCESSES.test(name)) {
                code.with(call);
                return;
            }
            int[] arguments = spill(code, signature);
            code.dup();
            boolean onObject = signature.parameterCount() > 0
                    && !signature.parameterType(0).isPrimitive();
            if (onObject) {
                code.aload(arguments[0]);
            } else {
                code.aconst_null();
            }
            code.loadConstant(site(name, "", !READS.contains(name)));
            code.invokestatic(POINTS, "handle", HANDLE_ACCESS);
            restore(code, signature, arguments);
            code.with(call);
        }

        private int[] spill(CodeBuilder code, MethodTypeDesc signature) {
            int[] locals = new int[signature.parameterCount()];
            for (int i = locals.length - 1; i >= 0; i--) {
                TypeKind kind = TypeKind.from(signature.parameterType(i));
                locals[i] = code.allocateLocal(kind);
                code.storeLocal(kind, locals[i]);
            }
            return locals;
        }

        private void restore(CodeBuilder code, MethodTypeDesc signature, int[] locals) {
            for (int i = 0; i < locals.length; i++) {
                code.loadLocal(TypeKind.from(signature.parameterType(i)), locals[i]);
            }
        }
    }
}
