package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.comparison.StoredOutcomes;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.asking.Asking;
import io.jenkins.plugins.mlpipeline.engine.verification.asking.Load;
import io.jenkins.plugins.mlpipeline.engine.verification.asking.Question;
import io.jenkins.plugins.mlpipeline.engine.verification.asking.Shadow;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckJudge;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Asks a served model: whether its answers are those that were judged, whether it answers recorded requests as the one before, and
 * how long answers take. A bearer token is taken from {@link Endpoint#TOKEN}, for the former endpoint from {@link #FORMER_TOKEN}.
 */
public final class AskJob {
    /** The environment variable that holds a bearer token for the former endpoint. */
    public static final String FORMER_TOKEN = "ML_PIPELINE_FORMER_TOKEN";

    /** The chance that a latency fails that is just met. */
    private static final double TAIL = 0.05;

    private AskJob() {}

    /**
     * Asks; what fails ends it, since a model that answers otherwise needs no further question.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when files or options have to be put right
     */
    public static List<CheckResult> run(AskWish given) throws IOException, InterruptedException {
        AskWish wish = given.required();
        Path authority = wish.endpointCa() == null ? null : Path.of(wish.endpointCa());
        Endpoint served = Endpoint.open(wish.endpoint(), authority, System.getenv(Endpoint.TOKEN));
        Protocol protocol = Protocol.of(wish.protocol());
        List<CheckResult> results = new ArrayList<>();
        Question question = wish.rows() == null ? null : question(wish);
        if (question != null) {
            results.add(Asking.ask(question, protocol, served, wish.tolerance()));
        }
        if (wish.shadow() != null && isWell(results)) {
            AskWish.Recorded recorded = wish.shadow();
            Endpoint former = Endpoint.open(recorded.former(), authority, System.getenv(FORMER_TOKEN));
            double max = recorded.max() == null ? 0 : recorded.max();
            results.add(
                    new Shadow(protocol, former, served, wish.tolerance(), max).compare(Path.of(recorded.requests())));
        }
        if (wish.load() != null && isWell(results)) {
            List<Check> limits =
                    wish.latencies().stream().map(CheckReader::latency).toList();
            Observation observed = new Load(wish.load()).measure(question, protocol, served);
            limits.forEach(limit -> results.add(CheckJudge.answer(limit, observed, null, TAIL / limits.size())));
        }
        return results;
    }

    private static boolean isWell(List<CheckResult> results) {
        return results.stream().allMatch(result -> result.answer() == Answer.PASS);
    }

    private static Question question(AskWish wish) throws IOException {
        AskWish.Rows rows = wish.rows();
        StoredOutcomes judged = OutcomesFile.read(Path.of(rows.outcomes()));
        // The row id is what the outcomes know their rows by.
        ColumnSelection selection = new ColumnSelection(
                rows.label(),
                judged.header().rowId(),
                rows.features(),
                rows.ignore() == null ? Set.of() : Set.copyOf(rows.ignore()),
                null,
                null);
        return Question.of(
                rows.data().stream().map(Path::of).toList(),
                CsvFormat.of(rows.delimiter(), rows.charset(), rows.missing()),
                selection,
                judged,
                wish.mostRows());
    }
}
