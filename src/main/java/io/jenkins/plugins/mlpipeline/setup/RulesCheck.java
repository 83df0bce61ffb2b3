package io.jenkins.plugins.mlpipeline.setup;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlpipeline.config.PolicyMonitor;
import java.util.List;

/** Whether gates, rules and keys of folders apply to something. */
@Extension(ordinal = 50)
public final class RulesCheck implements SetupCheck {
    @Override
    public String title() {
        return Messages.RulesCheck_Title();
    }

    @Override
    public List<Finding> look() {
        List<String> problems =
                ExtensionList.lookupSingleton(PolicyMonitor.class).getProblems();
        if (problems.isEmpty()) {
            return List.of(Finding.works(Messages.RulesCheck_Subject(), Messages.RulesCheck_Fine()));
        }
        return problems.stream()
                .map(problem -> Finding.fails(Messages.RulesCheck_Subject(), problem))
                .toList();
    }
}
