package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.audit.AuditRecord;
import io.jenkins.plugins.mlpipeline.engine.audit.CycloneDxModelCard;
import io.jenkins.plugins.mlpipeline.engine.audit.TestResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.engine.report.JunitReport;
import io.jenkins.plugins.mlpipeline.engine.report.MarkdownReport;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an evaluation and the verdict on it can be written as. Command line, pages and documents call each by its key. */
public enum RecordFormat {
    /** One self-contained page without scripts. */
    HTML(false, "report.html", "text/html", List.of(".html", ".htm"), null) {
        @Override
        String write(RecordJob job) {
            return HtmlReport.page(job.shown());
        }
    },
    /** A text for a pull request. */
    MARKDOWN(false, "report.md", "text/markdown", List.of(".md"), null) {
        @Override
        String write(RecordJob job) {
            return MarkdownReport.of(job.shown());
        }
    },
    /** A case for each gate and slice. */
    JUNIT(true, "junit.xml", "application/xml", List.of(".xml"), null) {
        @Override
        String write(RecordJob job) {
            return JunitReport.of(job.shown().evaluation(), job.shown().gate());
        }
    },
    /** Our own record. */
    AUDIT(true, "audit.json", RecordFormat.JSON, List.of(), AuditRecord.MEDIA_TYPE) {
        @Override
        String write(RecordJob job) throws IOException {
            return Json.write(AuditRecord.of(job.audited(), job.at()));
        }
    },
    /** A CycloneDX model card. */
    CYCLONEDX(true, "model-card.json", RecordFormat.JSON, List.of(), CycloneDxModelCard.MEDIA_TYPE) {
        @Override
        String write(RecordJob job) throws IOException {
            return Json.write(
                    CycloneDxModelCard.of(job.audited(), AuditRecord.of(job.audited(), job.at()), job.toolVersion()));
        }
    },
    /** An in-toto test result; refused when the verdict is bound to no model. */
    IN_TOTO(true, "in-toto.json", RecordFormat.JSON, List.of(), TestResult.MEDIA_TYPE) {
        @Override
        String write(RecordJob job) throws IOException {
            return Json.write(TestResult.of(job.audited()));
        }
    };

    private static final String JSON = "application/json";

    private final boolean verdictNeeded;
    private final String fileName;
    private final String contentType;
    private final List<String> endings;
    private final String signedAs;

    RecordFormat(boolean verdictNeeded, String fileName, String contentType, List<String> endings, String signedAs) {
        this.verdictNeeded = verdictNeeded;
        this.fileName = fileName;
        this.contentType = contentType;
        this.endings = endings;
        this.signedAs = signedAs;
    }

    /**
     * Its text.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when documents do not belong together
     */
    abstract String write(RecordJob job) throws IOException;

    /** What it is called by people and in addresses, for example {@code in-toto}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What its file is called. */
    public String fileName() {
        return fileName;
    }

    /** The media type that it is served with. */
    public String contentType() {
        return contentType;
    }

    /** Whether it is about a verdict, without which there is none. */
    public boolean needsVerdict() {
        return verdictNeeded;
    }

    /** Whether it is a record for an auditor, which can be signed. */
    public boolean isRecord() {
        return signedAs != null;
    }

    /** The media type under which it is signed; null for what is no record. */
    public String signedAs() {
        return signedAs;
    }

    /** The format of a key. */
    public static Optional<RecordFormat> of(String key) {
        return Arrays.stream(values())
                .filter(format -> format.key().equals(key))
                .findFirst();
    }

    /** The format that the end of a file's name stands for; none for ".json", which could be any of three. */
    public static Optional<RecordFormat> ofName(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.endings.stream().anyMatch(name::endsWith))
                .findFirst();
    }

    @Override
    public String toString() {
        return key();
    }
}
