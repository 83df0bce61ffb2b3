package io.jenkins.plugins.mlpipeline.engine.io;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import org.junit.jupiter.api.Test;

class JsonTest {
    /** Found by damaging evaluations: the mapper knows no way from a text to a list, and says so in Java's words. */
    @Test
    void aTextInPlaceOfAListIsNamed() {
        String document = "{\"schemaVersion\": 1, \"curves\": {\"roc\": {\"x\": \"sha256:\"}}}";

        assertThatThrownBy(() -> Json.parse(document, Evaluation.class, "evaluation.json"))
                .isInstanceOf(UserError.class)
                .hasMessage("evaluation.json: not a valid document at line 1, column 46: curves.roc.x must be a list.");
    }

    @Test
    void aDocumentThatIsCutOffSaysSoWithoutTheParsersMarks() {
        assertThatThrownBy(() -> Json.parse("{\"schemaVersion\": 1", Evaluation.class, "evaluation.json"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "evaluation.json: not a valid document at line 1, column 20: Unexpected end-of-input: expected"
                                + " close marker for Object.");
    }
}
