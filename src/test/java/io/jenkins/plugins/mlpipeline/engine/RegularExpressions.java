package io.jenkins.plugins.mlpipeline.engine;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Every regular expression of the sources, found by the compiler's own parser. */
final class RegularExpressions {
    /** How a text is searched. */
    enum Use {
        /** {@code matches}. */
        WHOLE,
        /** {@code lookingAt}. */
        BEGIN,
        /** {@code find}, {@code replaceAll}, {@code split} ... */
        ANYWHERE
    }

    /**
     * A regular expression.
     *
     * @param where file and method, for example {@code Lint.java compile}
     * @param regex the expression, or {@code null} when it is no constant
     * @param uses how it is used; all ways that its file uses when it is a constant
     */
    record Found(String where, String regex, Set<Use> uses) {}

    private static final Map<String, Use> OF_MATCHER = Map.of(
            "find", Use.ANYWHERE,
            "results", Use.ANYWHERE,
            "hitEnd", Use.ANYWHERE,
            "asPredicate", Use.ANYWHERE,
            "lookingAt", Use.BEGIN,
            "matches", Use.WHOLE);

    private RegularExpressions() {}

    /** All of a source folder. */
    static List<Found> of(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
        List<Found> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            task.parse().forEach(unit -> found.addAll(new Unit(unit).found()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    /** One file. */
    private static final class Unit extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Map<String, ExpressionTree> constants = new HashMap<>();
        private final Set<Use> ofMatchers = EnumSet.noneOf(Use.class);
        private final List<MethodInvocationTree> calls = new ArrayList<>();

        Unit(CompilationUnitTree unit) {
            this.unit = unit;
        }

        List<Found> found() {
            scan(unit, null);
            List<Found> found = new ArrayList<>();
            calls.forEach(call -> add(call, found));
            return found;
        }

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            if (variable.getInitializer() != null) {
                constants.put(variable.getName().toString(), variable.getInitializer());
            }
            return super.visitVariable(variable, none);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            calls.add(call);
            String name = method(call);
            if (call.getArguments().isEmpty()) {
                Use use = OF_MATCHER.get(name);
                if (use != null) {
                    ofMatchers.add(use);
                }
            } else if (call.getArguments().size() == 1 && name.startsWith("replace")) {
                ofMatchers.add(Use.ANYWHERE);
            }
            return super.visitMethodInvocation(call, none);
        }

        private static String method(MethodInvocationTree call) {
            return call.getMethodSelect() instanceof MemberSelectTree select
                    ? select.getIdentifier().toString()
                    : "";
        }

        private void add(MethodInvocationTree call, List<Found> found) {
            if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
                return;
            }
            String name = select.getIdentifier().toString();
            boolean ofPattern = select.getExpression().toString().equals("Pattern");
            int arguments = call.getArguments().size();
            String where = Path.of(unit.getSourceFile().getName()).getFileName() + " " + name;
            if (ofPattern && (name.equals("compile") || name.equals("matches"))) {
                Set<Use> uses = ofMatchers.isEmpty() ? EnumSet.allOf(Use.class) : ofMatchers;
                found.add(new Found(where, constant(call.getArguments().get(0)), uses));
                return;
            }
            boolean ofString = (name.equals("matches") && arguments == 1)
                    || ((name.equals("replaceAll") || name.equals("replaceFirst")) && arguments == 2)
                    || (name.equals("split") && (arguments == 1 || arguments == 2));
            if (ofString && !isPattern(select.getExpression())) {
                String regex = constant(call.getArguments().get(0));
                Use use = name.equals("matches") ? Use.WHOLE : Use.ANYWHERE;
                found.add(new Found(where, regex, EnumSet.of(use)));
            }
        }

        /** Whether it names a pattern of this class, which is found where it is compiled. */
        private boolean isPattern(ExpressionTree tree) {
            return tree instanceof IdentifierTree name
                    && constants.get(name.toString()) instanceof MethodInvocationTree made
                    && made.getMethodSelect().toString().equals("Pattern.compile");
        }

        /** The value of a constant expression, or {@code null}. */
        private String constant(ExpressionTree tree) {
            if (tree instanceof LiteralTree literal && literal.getValue() instanceof String text) {
                return text;
            }
            if (tree instanceof ParenthesizedTree inner) {
                return constant(inner.getExpression());
            }
            if (tree instanceof BinaryTree sum) {
                String left = constant(sum.getLeftOperand());
                String right = constant(sum.getRightOperand());
                return left == null || right == null ? null : left + right;
            }
            if (tree instanceof IdentifierTree name && constants.containsKey(name.toString())) {
                return constant(constants.get(name.toString()));
            }
            if (tree instanceof MethodInvocationTree call
                    && method(call).equals("replace")
                    && call.getMethodSelect() instanceof MemberSelectTree select) {
                String in = constant(select.getExpression());
                String from = constant(call.getArguments().get(0));
                String to = constant(call.getArguments().get(1));
                return in == null || from == null || to == null ? null : in.replace(from, to);
            }
            return null;
        }
    }
}
