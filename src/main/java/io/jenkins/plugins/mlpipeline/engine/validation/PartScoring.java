package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.check.Reference;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Reads and predicts single files of a folder of rows, for a {@link Validation} that counts them somewhere else: the same code
 * on the same batches of rows as if that had read them itself. Several threads may ask at once.
 *
 * <p>Memory: both models, and for each file that is asked about a batch of rows and what is written of the file.
 */
public final class PartScoring implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final List<String> header;
    private final Scored candidate;
    /** Null where nothing is compared with, or the answers of what is are known. */
    private final Scored baseline;

    private PartScoring(List<String> header, Scored candidate, Scored baseline) {
        this.header = header;
        this.candidate = candidate;
        this.baseline = baseline;
    }

    /** A model, and how its rows are read. */
    private record Scored(ValidationRequest request, LoadedModel model, DataSource source, Reference reference) {}

    /**
     * Loads the models, and settles by the folder's first rows who evaluates their trees, as a validation of all rows does.
     *
     * @param request how all rows are validated
     * @param baseline the model that is compared with; null when none is to answer
     * @param parts all files of the folder
     * @param header the folder's columns
     */
    public static PartScoring open(ValidationRequest request, Path baseline, List<String> parts, List<String> header)
            throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        LoadedModel model = LoadedModel.open(request.model(), threads, request.allowTorchscript(), false);
        try {
            DataSource source = DataSource.of(request, model.manifest());
            Settled settled = settled(request, model, source, parts, header);
            Scored candidate = new Scored(request, model, source, settled.reference);
            if (baseline == null) {
                return new PartScoring(header, candidate, null);
            }
            TargetOptions target = new TargetOptions(
                    settled.target.task(),
                    settled.target.labels(),
                    settled.target.posLabel(),
                    request.target().names());
            ValidationRequest same = request.ofBaseline(baseline, source, target);
            return new PartScoring(header, candidate, scored(same, threads, parts, header));
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static Scored scored(ValidationRequest request, int threads, List<String> parts, List<String> header)
            throws IOException {
        LoadedModel model = LoadedModel.open(request.model(), threads, request.allowTorchscript(), false);
        try {
            DataSource source = DataSource.of(request, model.manifest());
            return new Scored(request, model, source, settled(request, model, source, parts, header).reference);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** What is known when the first rows were seen. */
    private record Settled(PredictionTask target, Reference reference) {}

    private static Settled settled(
            ValidationRequest request, LoadedModel model, DataSource source, List<String> parts, List<String> header)
            throws IOException {
        Settled settled = null;
        boolean done = false;
        for (int i = 0; i < parts.size() && !done; i++) {
            try (RowFiles data = source.openPart(parts.get(i), header)) {
                Reference known = settled == null ? null : settled.reference;
                Validation validation = new Validation(request, model, source, data, known);
                validation.settle(validation.capacity());
                settled = new Settled(validation.target(), validation.reference());
                done = validation.isSettled();
            }
        }
        return settled;
    }

    /**
     * What the models answer on one file, compressed: the number of bytes that are the candidate's, these, then the
     * baseline's.
     *
     * @param part as in {@link Elsewhere#parts}
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when something in the file has to be put right
     */
    public byte[] score(String part) throws IOException {
        byte[] ours = score(candidate, part);
        byte[] theirs = baseline == null ? new byte[0] : score(baseline, part);
        ByteArrayOutputStream both = new ByteArrayOutputStream(Integer.BYTES + ours.length + theirs.length);
        DataOutputStream out = new DataOutputStream(both);
        out.writeInt(ours.length);
        out.write(ours);
        out.write(theirs);
        return both.toByteArray();
    }

    private byte[] score(Scored scored, String part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // What is written is read once, over a network: little time and some thirds of the bytes.
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (RowFiles data = scored.source.openPart(part, header);
                DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, BUFFER))) {
            new Validation(scored.request, scored.model, scored.source, data, scored.reference).giveAll(out);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        candidate.model.close();
        if (baseline != null) {
            baseline.model.close();
        }
    }
}
