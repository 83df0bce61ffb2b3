package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.Util;
import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One of several clusters and namespaces that a deployment goes to.
 *
 * @param access how the cluster is reached
 * @param namespace null for that of the step, of the manifests or of the connection
 */
@Restricted(NoExternalUse.class)
public record DeployTarget(ClusterAccess access, String namespace) {
    /** More of them are no longer one deployment that somebody looks after. */
    private static final int MOST = 100;

    private static final String CLOUD = "cloud";
    private static final String CREDENTIAL = "credentialsId";
    private static final String NAMESPACE = "namespace";
    private static final List<String> KEYS = List.of(CLOUD, CREDENTIAL, "serverUrl", "caCertificate", NAMESPACE);

    /**
     * Reads what a pipeline gives.
     *
     * @param given a map for each
     * @return in their order, without what names one twice
     * @throws UserError for the first that names no cluster, or more than one
     */
    public static List<DeployTarget> read(List<?> given) {
        if (given.size() > MOST) {
            throw new UserError("targets: " + given.size() + " targets; at most " + MOST
                    + " are deployed to together. Deploy to them in several steps.");
        }
        List<DeployTarget> targets = new ArrayList<>();
        for (Object item : given) {
            String where = "targets[" + targets.size() + "]";
            DeployTarget target = one(where, item);
            if (targets.contains(target)) {
                throw new UserError(where + " is " + target.name() + " once more. Leave one of the two out.");
            }
            targets.add(target);
        }
        return targets;
    }

    private static DeployTarget one(String where, Object item) {
        if (!(item instanceof Map<?, ?> map)) {
            throw new UserError(where + " is no map; [cloud: 'NAME', namespace: 'NS'] is expected.");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new UserError(
                        where + ": unknown key \"" + key + "\". " + NearNames.hint(String.valueOf(key), KEYS));
            }
            if (value != null && !(value instanceof CharSequence)) {
                throw new UserError(where + "." + key + " is no text.");
            }
            texts.put(String.valueOf(key), value == null ? null : Util.fixEmptyAndTrim(value.toString()));
        });
        if ((texts.get(CLOUD) == null) == (texts.get(CREDENTIAL) == null)) {
            throw new UserError(where + " names no cluster, or two: it has either cloud or credentialsId.");
        }
        return new DeployTarget(
                new ClusterAccess(
                        texts.get(CLOUD), texts.get(CREDENTIAL), texts.get("serverUrl"), texts.get("caCertificate")),
                texts.get(NAMESPACE));
    }

    /** What people call it. */
    public String name() {
        String cluster = access.cloud() == null ? access.credentialsId() : access.cloud();
        return namespace == null ? cluster : cluster + "/" + namespace;
    }
}
