package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mlpipeline.engine.dataset.DatePart;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.predict.OnnxRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an exported model makes of dates, by ONNX Runtime. */
class CalendarNodesTest {
    /** 2024-12-31. */
    private static final double UNTIL = 1_735_603_200;

    private static float[][] run(double[] seconds) throws OrtException {
        GraphBuilder graph = new GraphBuilder("dates");
        graph.column("when", ElementType.DOUBLE);
        CalendarNodes nodes = new CalendarNodes(graph, "when");
        List<String> parts = new ArrayList<>();
        for (DatePart part : DatePart.values()) {
            parts.add(part == DatePart.AGE ? nodes.age(UNTIL, null, part.key()) : nodes.part(part, part.key()));
        }
        graph.output(
                OnnxTypes.concat(graph, parts, "all"), "parts", ElementType.FLOAT, GraphBuilder.ROWS, parts.size());
        OrtEnvironment environment = OnnxRuntime.environment();
        try (OrtSession session = environment.createSession(graph.build("test").bytes());
                OnnxTensor input = OnnxTensor.createTensor(
                        environment, DoubleBuffer.wrap(seconds), new long[] {seconds.length, 1});
                OrtSession.Result result = session.run(Map.of("when", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    @Test
    void partsAreThoseOfPandas() throws OrtException, IOException {
        // The values of pandas; the file names its version.
        try (InputStream in = Profile.class.getResourceAsStream("dates.json")) {
            JsonNode moments = new ObjectMapper().readTree(in).get("moments");
            double[] seconds = new double[moments.size()];
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = moments.get(i).get("seconds").asDouble();
            }
            float[][] parts = run(seconds);
            for (int i = 0; i < seconds.length; i++) {
                for (DatePart part : DatePart.values()) {
                    assertThat(parts[i][part.ordinal()])
                            .as("%s of %s", part, moments.get(i))
                            .isEqualTo((float) moments.get(i).get(part.key()).asDouble());
                }
            }
        }
    }

    @Test
    void firstAndLastDatesAreRightAndAMissingOneHasNoParts() throws OrtException {
        // 0001-01-01, a Monday; 9999-12-31 23:59:59, a Friday.
        float[][] parts = run(new double[] {-62_135_596_800.0, 253_402_300_799.0, Double.NaN});

        assertThat(parts[0]).startsWith(1, 1, 1, 0, 0);
        assertThat(parts[1]).startsWith(9999, 12, 31, 4, 23);
        assertThat(parts[2]).containsOnly(Float.NaN);
    }
}
