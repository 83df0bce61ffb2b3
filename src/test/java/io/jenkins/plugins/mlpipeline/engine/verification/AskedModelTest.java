package io.jenkins.plugins.mlpipeline.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.AskWish;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent says of a served model that it asked. */
class AskedModelTest {
    private static final String WELL = """
            {"results": [{"id": "answers", "answer": "FAIL", "value": 0.5, "reason": "2 of 4 rows."}],
             "address": "POST http://x/y", "startedAt": "2026-11-30T10:00:00Z", "finishedAt": "2026-11-30T10:00:01Z"}
            """;

    private static AskedModel read(String text) {
        return Json.parse(text, AskedModel.class, "asked.json").checked();
    }

    @Test
    void whatOurWorkerWritesIsTaken() {
        assertThat(read(WELL).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(read(Json.write(read(WELL)))).isEqualTo(read(WELL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"answers\" -> \"an\\u0007swers\"",
                "\"answer\": \"FAIL\", -> ",
                "\"2 of 4 rows.\" -> \"a\\nb\"",
                "\"reason\": \"2 of 4 rows.\" -> \"reason\": null",
                "2026-11-30T10:00:00Z -> yesterday",
                "\"address\": \"POST http://x/y\", -> ",
                "[{\"id\": \"answers\", \"answer\": \"FAIL\", \"value\": 0.5, \"reason\": \"2 of 4 rows.\"}] -> []"
            })
    void anythingElseIsNot(String change) {
        String[] parts = change.split(" -> ", -1);
        assertThat(WELL).contains(parts[0]);
        String text = WELL.replace(parts[0], parts[1]);
        assertThatThrownBy(() -> read(text))
                .hasMessage("The worker's answer is not usable: it is no list of results of checks.");
    }

    @Test
    void sharesOfRecordedRequests() {
        assertThat(AskWish.Recorded.of(Map.of("max", "1 %")).max()).isEqualTo(0.01);
        assertThat(AskWish.Recorded.of(Map.of("max", 0.25)).max()).isEqualTo(0.25);
        assertThatThrownBy(() -> AskWish.Recorded.of(Map.of("max", "few")))
                .hasMessage("shadow: max is \"few\"; a share is expected, for example 0.01 or 1 %.");
    }
}
