package io.jenkins.plugins.mlpipeline.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReferenceTest {
    @Test
    void versionsAliasesAndRunsAreReferences() {
        assertThat(ModelReference.of("models:/churn/3")).contains(new ModelReference.Version("churn", "3"));
        assertThat(ModelReference.of("models:/a b.c@champion"))
                .contains(new ModelReference.Aliased("a b.c", "champion"));
        assertThat(ModelReference.of("runs:/0a1b2c/nested/model"))
                .contains(new ModelReference.OfRun("0a1b2c", "nested/model"));
        assertThat(ModelReference.of("models:/churn/3")).get().hasToString("models:/churn/3");
        assertThat(ModelReference.of("models:/churn@champion")).get().hasToString("models:/churn@champion");
        assertThat(ModelReference.of("runs:/0a1b2c/model")).get().hasToString("runs:/0a1b2c/model");
    }

    @Test
    void artefactsNameTheirRegistry() {
        assertThat(ModelReference.of("oci://registry.example/models/churn:1"))
                .contains(new ModelReference.Artefact(new OciReference("registry.example", "models/churn", "1", null)));
        assertThat(ModelReference.of("oci://registry.example/models/churn:1"))
                .get()
                .hasToString("oci://registry.example/models/churn:1");
        assertThatThrownBy(() -> ModelReference.of("oci://registry.example/models/churn"))
                .isInstanceOf(UserError.class)
                .hasMessage("the model \"oci://registry.example/models/churn\" has no tag and no digest. Write"
                        + " oci://registry.example/models/churn@sha256:<64 hexadecimal digits>, or :TAG for the artefact that a"
                        + " tag means now.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "models/churn", "C:/models", "./models:/churn", "runs"})
    void everythingElseIsAPath(String path) {
        assertThat(ModelReference.of(path)).isEmpty();
        assertThat(ModelReference.isOne(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"models:/churn/latest", "models:/churn/Production", "models:/churn/0", "models:/churn@a b"})
    void whatMovesIsNoReference(String moving) {
        assertThatThrownBy(() -> ModelReference.of(moving))
                .isInstanceOf(UserError.class)
                .hasMessage("the model \"" + moving
                        + "\" names no version and no alias: stages and \"latest\" move without a"
                        + " word. Write models:/NAME/3 for a version, models:/NAME@ALIAS for an alias, or runs:/RUN/PATH for"
                        + " what a run logged.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models:/churn",
                "models:/m-0a1b",
                "models:/a/b/3",
                "models:/a'b/3",
                "models:/%2e%2e/3",
                "runs:/0a1b2c",
                "runs:/0a1b2c/../x",
                "runs:/0a1b2c//x",
                "runs:/a b/x"
            })
    void whatIsNotUnderstoodSaysHowItIsWritten(String written) {
        assertThatThrownBy(() -> ModelReference.of(written))
                .isInstanceOf(UserError.class)
                .hasMessage("the model \"" + written + "\" is not understood. Write models:/NAME/3 for a version,"
                        + " models:/NAME@ALIAS for an alias, or runs:/RUN/PATH for what a run logged.");
    }
}
