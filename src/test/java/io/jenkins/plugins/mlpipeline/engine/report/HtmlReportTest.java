package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    /** The pages stay in the build's folder, to be looked at. */
    @Test
    void pagesAreSmall() throws IOException {
        Path folder = Files.createDirectories(Path.of("target/engine/report-samples"));
        Map<String, ReportInput> samples = new LinkedHashMap<>();
        samples.put("fail", Samples.failing());
        samples.put("pass", Samples.passing());
        samples.put("inconclusive", Samples.inconclusive());
        samples.put("error", Samples.erroneous());
        samples.put("ungated", Samples.ungated());
        for (Map.Entry<String, ReportInput> sample : samples.entrySet()) {
            byte[] page = HtmlReport.page(sample.getValue()).getBytes(StandardCharsets.UTF_8);
            assertThat(page).hasSizeLessThan(500_000);
            Files.write(folder.resolve(sample.getKey() + ".html"), page);
            Files.writeString(folder.resolve(sample.getKey() + ".md"), MarkdownReport.of(sample.getValue()));
            if (sample.getValue().gate() != null) {
                Files.writeString(
                        folder.resolve(sample.getKey() + ".txt"),
                        TextReport.of(sample.getValue().gate(), false));
                Files.writeString(
                        folder.resolve(sample.getKey() + ".xml"),
                        JunitReport.of(
                                sample.getValue().evaluation(),
                                sample.getValue().gate()));
            }
        }
    }
}
