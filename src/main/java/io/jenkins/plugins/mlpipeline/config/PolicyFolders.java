package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.util.List;

/** Lets a policy follow its folder: who may rename a folder must not get rid of its gates by that. */
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
    }
}
