package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HyperparameterDocsTest {
    private static final Path DOCS = Path.of("docs/hyperparameters.md");

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void docsShowWhatTheCodeKnows(Algorithm algorithm) throws IOException {
        assertThat(Files.readString(DOCS)).contains(section(algorithm));
    }

    private static String section(Algorithm algorithm) {
        StringBuilder text = new StringBuilder("## `" + algorithm.key() + "`\n\n");
        text.append("| Name | Values | Default | What it does here |\n|---|---|---|---|\n");
        for (Hyperparameter parameter : algorithm.kind().hyperparameters()) {
            String standard = parameter.standard().equals(parameter.regressionStandard())
                    ? parameter.standard()
                    : parameter.standard() + "; regression: " + parameter.regressionStandard();
            text.append("| `" + parameter.name() + "` | " + parameter.describe() + " | " + standard + " | "
                    + parameter.mapping() + " |\n");
        }
        text.append("\nKnown in scikit-learn and not supported:\n\n");
        Map<String, String> sorted = new TreeMap<>(algorithm.kind().unsupported());
        sorted.forEach((name, reason) -> text.append("- `" + name + "`: " + reason + "\n"));
        return text.toString();
    }
}
