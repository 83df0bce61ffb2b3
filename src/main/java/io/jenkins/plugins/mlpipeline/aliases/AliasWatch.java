package io.jenkins.plugins.mlpipeline.aliases;

import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ModelRegistries;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowRegistry;
import io.jenkins.plugins.mlpipeline.starts.PersonlessBuild;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * One look at where an alias points, and what follows of it. The bytes of a new version are brought to the controller and hashed
 * before a build is started, so that a build starts for what is stored there, or not at all.
 */
final class AliasWatch implements Runnable {
    /** After a version that could not be had: its bytes are not asked for every minute. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOGGER = Logger.getLogger(AliasWatch.class.getName());
    private static final String UNSAFE = "[^A-Za-z0-9_.: -]";

    private final Job<?, ?> job;
    private final MlAliasTrigger trigger;
    private final Instant now;

    AliasWatch(Job<?, ?> job, MlAliasTrigger trigger, Instant now) {
        this.job = job;
        this.trigger = trigger;
        this.now = now;
    }

    /** Two looks for one trigger are one, for whoever keeps a queue of them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AliasWatch watch && watch.trigger == trigger;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(trigger);
    }

    @Override
    public void run() {
        if (trigger.isStopped() || !job.isBuildable() || Jenkins.get().isQuietingDown()) {
            return;
        }
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            said(look());
        } catch (UserError e) {
            said(e.getMessage());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the alias of " + job.getFullName() + " can't be looked at");
            said(trigger.alias() + ": " + e.getMessage());
        }
    }

    private void said(String sentence) {
        if (!sentence.equals(trigger.getSaid())) {
            LOGGER.fine(() -> job.getFullName() + ": " + sentence);
        }
        trigger.say(sentence);
    }

    /** Looks, and says what became of it. */
    private String look() throws IOException {
        String registry = ModelRegistries.nameOf(trigger.getRegistry());
        long most = (long) MlPipelineConfiguration.get().getMaxModelMegabytes() << 20;
        MlflowRegistry models = new MlflowRegistry(ModelRegistries.reading(registry), most);
        ModelReference.Version pointed = models.pinned(trigger.alias());
        AliasPlan.Decision decision = decide(registry, pointed);
        if (decision.deed() == AliasPlan.Deed.WAIT) {
            return decision.sentence();
        }
        return decision.deed() == AliasPlan.Deed.NOTE
                ? settle(registry, pointed, null)
                : settle(registry, pointed, digest(models, pointed));
    }

    private String digest(MlflowRegistry models, ModelReference.Version pointed) throws IOException {
        MlAliasTrigger.Refused refused = trigger.refused();
        if (refused != null
                && refused.version().equals(pointed)
                && refused.at().plus(PATIENCE).isAfter(now)) {
            throw new UserError(refused.reason());
        }
        try (FetchedModels fetched = new FetchedModels(models, said -> {})) {
            return fetched.fetch(pointed).digest();
        } catch (UserError e) {
            String reason = trigger.alias() + " is version " + pointed.version() + ", which starts nothing: "
                    + e.getMessage() + " It is looked at again every ten minutes.";
            trigger.refuse(new MlAliasTrigger.Refused(pointed, now, reason));
            throw new UserError(reason, e);
        }
    }

    /** Notes a version and starts its build, unless something else became of it meanwhile. */
    private String settle(String registry, ModelReference.Version pointed, String digest) throws IOException {
        synchronized (AliasWatch.class) {
            AliasPlan.Decision decision = decide(registry, pointed);
            boolean starts = decision.deed() == AliasPlan.Deed.START;
            if (decision.deed() == AliasPlan.Deed.WAIT || trigger.isStopped() || starts && digest == null) {
                return decision.sentence();
            }
            AliasMove move = new AliasMove(
                    now.toString(),
                    registry,
                    pointed.name(),
                    trigger.getAlias(),
                    pointed.version(),
                    starts ? digest : null);
            AliasMoves.add(job, move);
            if (starts) {
                PersonlessBuild.start(job, new AliasCause(move), values(move));
            }
            return decision.sentence();
        }
    }

    private AliasPlan.Decision decide(String registry, ModelReference.Version pointed) {
        List<AliasMove> moves = AliasMoves.of(job, registry, trigger.alias());
        return trigger.plan().decide(trigger.alias(), pointed, moves, job.isBuilding() || job.isInQueue(), now);
    }

    private static Map<String, String> values(AliasMove move) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("ML_ALIAS_REGISTRY", move.registry().replaceAll(UNSAFE, "_"));
        values.put("ML_ALIAS_MODEL", move.model());
        values.put("ML_ALIAS", move.alias());
        values.put("ML_ALIAS_VERSION", move.version());
        values.put("ML_ALIAS_DIGEST", move.digest());
        return values;
    }
}
