package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.spec.KeyTable;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKey;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundSetter;

/** The steps' parameters are those of the table of keys, and a few that are no settings. */
class StepParametersTest {
    private static final Map<SpecStage, Class<?>> STEPS = Map.of(
            SpecStage.TRAIN, MlTrainStep.class,
            SpecStage.VALIDATE, MlValidateStep.class,
            SpecStage.GATE, MlGateStep.class,
            SpecStage.WATCH, MlWatchStep.class);
    private static final Map<SpecStage, Set<String>> NO_SETTINGS = Map.of(
            SpecStage.TRAIN, Set.of("id", "spec", "output", "runtime", "java", "heap", "memory", "timeout", "logLevel"),
            SpecStage.VALIDATE,
                    Set.of(
                            "id",
                            "spec",
                            "output",
                            "runtime",
                            "java",
                            "heap",
                            "memory",
                            "timeout",
                            "logLevel",
                            "archive",
                            "modelJob",
                            "registry"),
            SpecStage.GATE,
                    Set.of("id", "spec", "evaluation", "metrics", "subject", "skipPublishingChecks", "unstableOnNotes"),
            SpecStage.WATCH,
                    Set.of(
                            "id",
                            "spec",
                            "runtime",
                            "java",
                            "heap",
                            "memory",
                            "threads",
                            "timeout",
                            "logLevel",
                            "target",
                            "model",
                            "modelJob",
                            "data",
                            "histogram",
                            "prometheus",
                            "window",
                            "evaluation",
                            "judged",
                            "labels",
                            "windows",
                            "falseAlarms",
                            "minRows"));

    /** Profile is a command alone. */
    private static Set<SpecStage> stages() {
        return STEPS.keySet();
    }

    @Test
    void aStageWithoutAStepHasNoParameters() {
        assertThat(SpecStage.values())
                .filteredOn(stage -> !STEPS.containsKey(stage))
                .allMatch(stage -> KeyTable.parameters(stage).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aStepTakesTheSettingsOfTheTable(SpecStage stage) {
        Set<String> taken = new TreeSet<>();
        for (Method method : STEPS.get(stage).getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String property = method.getName().substring("set".length());
                taken.add(Character.toLowerCase(property.charAt(0)) + property.substring(1));
            }
        }
        Set<String> expected = new TreeSet<>(NO_SETTINGS.get(stage));
        KeyTable.parameters(stage).forEach(key -> expected.add(key.name()));
        assertThat(taken).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void theFormAsksForEachAndExplainsIt(SpecStage stage) throws Exception {
        Path folder = Path.of("src/main/resources", STEPS.get(stage).getName().replace('.', '/'));
        String form = Files.readString(folder.resolve("config.jelly"));
        String document = Files.readString(Path.of("docs/steps.md"));
        for (SpecKey<?> key : KeyTable.parameters(stage)) {
            assertThat(form).contains("field=\"" + key.name() + "\"");
            assertThat(folder.resolve("help-" + key.name() + ".html")).exists();
            assertThat(document).contains("`" + key.name() + "`");
        }
    }
}
