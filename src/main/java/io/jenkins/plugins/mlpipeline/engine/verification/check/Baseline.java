package io.jenkins.plugins.mlpipeline.engine.verification.check;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;

/** What a deployment is compared with. */
public enum Baseline {
    /** The pods of the template before, in as long a time before the deployment began. */
    PREVIOUS("previous", "the template before"),
    /** What the last verification that passed observed of the same check. */
    VERIFIED("verified", "the last verified deployment");

    private final String key;
    private final String words;

    Baseline(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** As it is written. */
    public String key() {
        return key;
    }

    /** In a sentence. */
    public String words() {
        return words;
    }

    /** @throws UserError when it is none */
    public static Baseline of(String key) {
        List<String> known = Arrays.stream(values()).map(Baseline::key).toList();
        return Arrays.stream(values())
                .filter(b -> b.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new UserError("vs \"" + key + "\" is unknown. " + NearNames.hint(key, known)));
    }
}
