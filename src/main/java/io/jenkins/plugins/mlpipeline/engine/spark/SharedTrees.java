package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.training.boosting.SharedBoosting;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What workers learnt, as bytes. */
final class SharedTrees {
    private SharedTrees() {}

    static byte[] write(SharedBoosting.Learnt learnt) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(learnt.rounds());
            out.writeInt(learnt.curve().size());
            for (LossPoint point : learnt.curve()) {
                out.writeDouble(point.training());
                out.writeDouble(point.validation() == null ? Double.NaN : point.validation());
            }
            out.write(learnt.booster());
        }
        return bytes.toByteArray();
    }

    static SharedBoosting.Learnt read(DataInputStream in) throws IOException {
        int rounds = in.readInt();
        int points = in.readInt();
        List<LossPoint> curve = new ArrayList<>();
        for (int step = 1; step <= points; step++) {
            double training = in.readDouble();
            double validation = in.readDouble();
            curve.add(new LossPoint(step, training, Double.isNaN(validation) ? null : validation));
        }
        return new SharedBoosting.Learnt(in.readAllBytes(), rounds, List.copyOf(curve));
    }
}
