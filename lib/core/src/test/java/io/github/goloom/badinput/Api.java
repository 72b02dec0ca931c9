package io.github.goloom.badinput;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import io.github.goloom.badinput.Operation.Parameter;
import io.github.goloom.badinput.Operation.Throws;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads the sources of the module: every public operation of every exported type, and its {@code @throws}. */
final class Api {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern MODULE_PATH = Pattern.compile("jctools|jspecify|error_prone_annotations");
    private static final Pattern ANNOTATION = Pattern.compile("@\\S+ ");

    /** What the first sentence of a type says that is public for the library itself. */
    private final JavacTask task;

    private final DocTrees docs;
    private final List<Operation> operations = new ArrayList<>();

    private Api(JavacTask task) {
        this.task = task;
        docs = DocTrees.instance(task);
    }

    static Api read() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> below = Files.walk(SOURCES)) {
            List<Path> sources =
                    below.filter(each -> each.toString().endsWith(".java")).toList();
            List<String> options = List.of("-proc:none", "--module-path", modulePath());
            DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
            Api api = new Api((JavacTask)
                    compiler.getTask(null, files, messages, options, null, files.getJavaFileObjectsFromPaths(sources)));
            api.task.analyze();
            if (messages.getDiagnostics().stream().anyMatch(each -> each.getKind() == Diagnostic.Kind.ERROR)) {
                throw new IllegalStateException(messages.getDiagnostics().toString());
            }
            api.readModule();
            return api;
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String modulePath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> MODULE_PATH
                        .matcher(Path.of(each).getFileName().toString())
                        .find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    List<Operation> operations() {
        return operations;
    }

    private void readModule() throws ClassNotFoundException {
        ModuleElement module = task.getElements().getModuleElement("io.github.goloom");
        for (ModuleElement.ExportsDirective each : ElementFilter.exportsIn(module.getDirectives())) {
            if (each.getTargetModules() != null) {
                continue; // for a module of the library
            }
            for (TypeElement type : ElementFilter.typesIn(each.getPackage().getEnclosedElements())) {
                readType(type);
            }
        }
    }

    private void readType(TypeElement type) throws ClassNotFoundException {
        if (!type.getModifiers().contains(Modifier.PUBLIC)) {
            return;
        }
        if (type.getAnnotation(FunctionalInterface.class) == null) { // those are called by the library
            for (Element each : type.getEnclosedElements()) {
                if (each instanceof ExecutableElement executable && isOperation(type, executable)) {
                    operations.add(operation(type, executable));
                }
            }
        }
        for (TypeElement each : ElementFilter.typesIn(type.getEnclosedElements())) {
            readType(each);
        }
    }

    /** Public, and not made by the compiler, but for the constructor of a record. */
    private boolean isOperation(TypeElement type, ExecutableElement executable) {
        boolean made = docs.getTree(executable) == null;
        boolean ofRecord = type.getKind() == ElementKind.RECORD && executable.getKind() == ElementKind.CONSTRUCTOR;
        return executable.getModifiers().contains(Modifier.PUBLIC) && (!made || ofRecord);
    }

    private Operation operation(TypeElement type, ExecutableElement executable) throws ClassNotFoundException {
        boolean constructor = executable.getKind() == ElementKind.CONSTRUCTOR;
        Class<?> owner = Class.forName(task.getElements().getBinaryName(type).toString());
        List<String> types = executable.getParameters().stream()
                .map(each -> ANNOTATION
                        .matcher(task.getTypes().erasure(each.asType()).toString())
                        .replaceAll(""))
                .toList();
        Executable found = Stream.<Executable>concat(
                        Arrays.stream(owner.getDeclaredConstructors()), Arrays.stream(owner.getDeclaredMethods()))
                .filter(each -> constructor
                        ? each.getName().equals(owner.getName())
                        : executable.getSimpleName().contentEquals(each.getName()))
                .filter(each -> !each.isSynthetic())
                .filter(each -> Arrays.stream(each.getParameterTypes())
                        .map(Class::getCanonicalName)
                        .toList()
                        .equals(types))
                .findFirst()
                .orElseThrow(() -> new ClassNotFoundException(owner + "." + executable));
        String parameters = Arrays.stream(found.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        String name = (constructor ? "new " + owner.getSimpleName() : owner.getSimpleName() + "." + found.getName());
        return new Operation(name + parameters, found, parameters(executable, found), documented(type, executable));
    }

    private static List<Parameter> parameters(ExecutableElement executable, Executable found) {
        List<Parameter> parameters = new ArrayList<>();
        for (VariableElement each : executable.getParameters()) {
            Class<?> type = found.getParameterTypes()[parameters.size()];
            parameters.add(new Parameter(each.getSimpleName().toString(), type, isNullable(each.asType())));
        }
        return parameters;
    }

    /** Whether it is marked so, or is a type variable that may stand for one that is. */
    private static boolean isNullable(TypeMirror type) {
        return isMarked(type)
                || (type instanceof TypeVariable variable
                        && ((TypeParameterElement) variable.asElement())
                                .getBounds().stream().anyMatch(Api::isMarked));
    }

    private static boolean isMarked(AnnotatedConstruct type) {
        return type.getAnnotationMirrors().stream()
                .anyMatch(each ->
                        each.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
    }

    /** The sentences of its own doc comment, or, if it has none, of the methods that it overrides. */
    private List<Throws> documented(TypeElement type, ExecutableElement executable) {
        DocCommentTree doc = docs.getDocCommentTree(executable);
        if (doc != null) {
            return doc.getBlockTags().stream()
                    .filter(ThrowsTree.class::isInstance)
                    .map(each -> sentence((ThrowsTree) each))
                    .toList();
        }
        return overridden(type, type, executable)
                .flatMap(each -> documented((TypeElement) each.getEnclosingElement(), each).stream())
                .toList();
    }

    private Stream<ExecutableElement> overridden(TypeElement below, TypeElement of, ExecutableElement executable) {
        return task.getTypes().directSupertypes(of.asType()).stream()
                .filter(each -> each.getKind() == TypeKind.DECLARED)
                .map(each -> (TypeElement) ((DeclaredType) each).asElement())
                .flatMap(above -> Stream.concat(
                        ElementFilter.methodsIn(above.getEnclosedElements()).stream()
                                .filter(each -> task.getElements().overrides(executable, each, below)),
                        overridden(below, above, executable)));
    }

    private static Throws sentence(ThrowsTree tag) {
        String condition = tag.getDescription().stream()
                .map(Object::toString)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ");
        return new Throws(tag.getExceptionName().toString(), condition);
    }
}
