package io.jenkins.plugins.mlpipeline.engine.training.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlgorithmTest {
    private static final String ENGINE = "io.jenkins.plugins.mlpipeline.engine.";

    /** What the controller has: the engine's classes without the libraries that learners compute with. */
    private static final class ControllerLoader extends ClassLoader {
        private static final List<String> ABSENT =
                List.of("ai.djl.", "ai.onnx", "ml.dmlc.", "com.google.protobuf.", "org.tribuo.");

        ControllerLoader() {
            super(AlgorithmTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (ABSENT.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name + " is not on the controller");
            }
            if (!name.startsWith(ENGINE)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Class<?> onController(String name) throws ClassNotFoundException {
        return Class.forName(ENGINE + name, true, new ControllerLoader());
    }

    @Test
    void catalogueNeedsNoLibrary() throws ReflectiveOperationException {
        Class<?> algorithms = onController("training.catalogue.Algorithm");
        Class<?> tasks = algorithms.getClassLoader().loadClass(ENGINE + "evaluation.Task");

        assertThat(algorithms.getMethod("keys").invoke(null)).isEqualTo(Algorithm.keys());
        for (Object algorithm : algorithms.getEnumConstants()) {
            Algorithm same = Algorithm.valueOf(algorithm.toString());
            assertThat(algorithms.getMethod("needsTorch").invoke(algorithm)).isEqualTo(same.needsTorch());
            for (Object task : tasks.getEnumConstants()) {
                Task sameTask = Task.valueOf(task.toString());
                Object hyperparameters = algorithms
                        .getMethod("hyperparameters", Map.class, tasks)
                        .invoke(algorithm, Map.of(), task);
                assertThat(hyperparameters.getClass().getMethod("values").invoke(hyperparameters))
                        .isEqualTo(same.hyperparameters(Map.of(), sameTask).values());
                assertThat(algorithms.getMethod("learns", tasks).invoke(algorithm, task))
                        .isEqualTo(same.learns(sameTask));
            }
        }
    }

    @Test
    void controllerWouldMissALibrary() {
        assertThatThrownBy(() -> onController("training.boosting.XgbMatrix").getDeclaredMethods())
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessageContaining("ml/dmlc/xgboost4j");
    }

    @Test
    void eachKnowsItsTasksAndLibrary() {
        assertThat(Set.of(Algorithm.values()))
                .filteredOn(Algorithm::needsTorch)
                .containsExactlyInAnyOrder(
                        Algorithm.AUTO, Algorithm.LOGISTIC_REGRESSION, Algorithm.LINEAR_REGRESSION, Algorithm.MLP);
        assertThat(Algorithm.LOGISTIC_REGRESSION.learns(Task.BINARY)).isTrue();
        assertThat(Algorithm.LOGISTIC_REGRESSION.learns(Task.MULTICLASS)).isTrue();
        assertThat(Algorithm.LOGISTIC_REGRESSION.learns(Task.REGRESSION)).isFalse();
        assertThat(Algorithm.LINEAR_REGRESSION.learns(Task.BINARY)).isFalse();
        assertThat(Algorithm.LINEAR_REGRESSION.learns(Task.REGRESSION)).isTrue();
        for (Task task : Task.values()) {
            assertThat(Algorithm.RANDOM_FOREST.learns(task)).isTrue();
        }
    }

    @Test
    void autoIsNoLearner() {
        assertThatThrownBy(() -> Algorithm.AUTO.learner(Algorithm.AUTO.hyperparameters(Map.of(), Task.BINARY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("auto is a choice of learners, not one");
    }
}
