package io.jenkins.plugins.mlpipeline.setup;

import hudson.Extension;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.Signer;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether each key signs. */
@Extension(ordinal = 40)
public final class SigningKeysCheck implements SetupCheck {
    private static final byte[] PROBE = "ML Pipeline tries this key".getBytes(StandardCharsets.UTF_8);

    @Override
    public String title() {
        return Messages.SigningKeysCheck_Title();
    }

    @Override
    public List<Finding> look() {
        return MlPipelineConfiguration.get().signers().stream()
                .map(SigningKeysCheck::tried)
                .toList();
    }

    private static Finding tried(Signer signer) {
        try {
            signer.sign("text/plain", PROBE);
            return Finding.works(signer.sentence(), Messages.SigningKeysCheck_Fine());
        } catch (UserError e) {
            return Finding.fails(signer.sentence(), e.getMessage());
        }
    }
}
