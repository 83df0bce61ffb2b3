package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.util.List;

/** Lets policies, rules and keys follow their folder: who may rename a folder must not get rid of them by that. */
@Extension
public final class PolicyFolders extends ItemListener {
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        List<GatePolicy> before = configuration.getPolicies();
        List<GatePolicy> after =
                before.stream().map(p -> p.moved(oldFullName, newFullName)).toList();
        if (!after.equals(before)) {
            configuration.setPolicies(after);
        }
        List<DeploymentRule> rules = configuration.getDeploymentRules();
        List<DeploymentRule> moved =
                rules.stream().map(r -> r.moved(oldFullName, newFullName)).toList();
        if (!moved.equals(rules)) {
            configuration.setDeploymentRules(moved);
        }
        List<FolderKey> keys = configuration.getSigningKeys();
        List<FolderKey> followed =
                keys.stream().map(k -> k.moved(oldFullName, newFullName)).toList();
        if (!followed.equals(keys)) {
            configuration.setSigningKeys(followed);
        }
    }
}
