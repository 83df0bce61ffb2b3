package io.jenkins.plugins.mlpipeline.setup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.connection.DeploymentClouds;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether each cloud for deployments answers, and permits what a deployment of a Deployment takes in the cloud's own namespace. It
 * asks for permissions alone (SelfSubjectAccessReview), as {@code kubectl auth can-i} does.
 */
@Extension(ordinal = 30)
public final class ClustersCheck implements SetupCheck {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    /** What must be permitted, and what only explains a failure; as docs/examples/kubernetes/rbac.yaml grants it. */
    private static final List<Right> NEEDED = List.of(
            new Right("apps", "deployments", null, List.of("get", "list", "watch", "create", "patch")),
            new Right("apps", "replicasets", null, List.of("get", "list", "patch")),
            new Right("", "pods", null, List.of("get", "list", "watch")));

    private static final List<Right> EXPLAINING =
            List.of(new Right("", "pods", "log", List.of("get")), new Right("", "events", null, List.of("list")));

    private record Right(String group, String resource, String subresource, List<String> verbs) {
        String name() {
            return subresource == null ? resource : resource + "/" + subresource;
        }
    }

    @Override
    public String title() {
        return Messages.ClustersCheck_Title();
    }

    @Override
    public List<Finding> look() {
        return MlPipelineConfiguration.get().getDeploymentClouds().stream()
                .map(ClustersCheck::tried)
                .toList();
    }

    private static Finding tried(String cloud) {
        try (ClusterConnection connection = DeploymentClouds.forTrial(cloud)) {
            String namespace = connection.namespace();
            KubeApi api = new KubeApi(connection.client());
            List<String> refused = refused(api, namespace, NEEDED);
            if (!refused.isEmpty()) {
                return Finding.fails(cloud, Messages.ClustersCheck_Refused(namespace, String.join(", ", refused)));
            }
            List<String> unexplained = refused(api, namespace, EXPLAINING);
            return unexplained.isEmpty()
                    ? Finding.works(cloud, Messages.ClustersCheck_Fine(namespace))
                    : Finding.unsure(
                            cloud, Messages.ClustersCheck_Unexplained(namespace, String.join(", ", unexplained)));
        } catch (UserError e) {
            return Finding.fails(cloud, e.getMessage());
        } catch (ApiError e) {
            return Finding.fails(cloud, e.sentence());
        }
    }

    private static List<String> refused(KubeApi api, String namespace, List<Right> rights) {
        List<String> refused = new ArrayList<>();
        for (Right right : rights) {
            List<String> verbs = right.verbs().stream()
                    .filter(verb -> !permitted(api, namespace, right, verb))
                    .toList();
            if (!verbs.isEmpty()) {
                refused.add(String.join("/", verbs) + " " + right.name());
            }
        }
        return refused;
    }

    private static boolean permitted(KubeApi api, String namespace, Right right, String verb) {
        ObjectNode asked = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "authorization.k8s.io/v1")
                .put("kind", "SelfSubjectAccessReview");
        ObjectNode attributes = asked.putObject("spec")
                .putObject("resourceAttributes")
                .put("namespace", namespace)
                .put("group", right.group())
                .put("resource", right.resource())
                .put("verb", verb);
        if (right.subresource() != null) {
            attributes.put("subresource", right.subresource());
        }
        return api.create(REVIEWS, "jenkins-ml-pipeline", asked)
                .at("/status/allowed")
                .asBoolean();
    }
}
