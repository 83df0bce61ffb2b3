package io.jenkins.plugins.mlpipeline;

import hudson.ExtensionList;
import hudson.model.TopLevelItem;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.mlpipeline.alerts.AlertEndpoint;
import io.jenkins.plugins.mlpipeline.alerts.IncidentLog;
import io.jenkins.plugins.mlpipeline.config.IncidentConfiguration;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import io.jenkins.plugins.mlpipeline.watches.LookStore;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.apache.commons.io.FileUtils;

/**
 * One Jenkins for all tests of a class. What a test left is taken away before the next one: jobs, security, variables, our
 * configuration, and the deployments, looks and alerts that are remembered. Agents and credentials stay.
 */
public final class OneJenkins {
    private OneJenkins() {}

    /**
     * Makes the running Jenkins as new, but for its agents.
     *
     * @param kept names of jobs that stay, with their builds
     */
    public static void clean(String... kept) throws IOException, InterruptedException, IllegalAccessException {
        Jenkins jenkins = Jenkins.get();
        jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        for (TopLevelItem item : List.copyOf(jenkins.getItems())) {
            if (!List.of(kept).contains(item.getName())) {
                item.delete();
            }
        }
        jenkins.getGlobalNodeProperties().clear();
        Path home = jenkins.getRootDir().toPath();
        Files.deleteIfExists(home.resolve(MlPipelineConfiguration.class.getName() + ".xml"));
        reset(MlPipelineConfiguration.get(), new MlPipelineConfiguration());
        FileUtils.deleteDirectory(home.resolve("ml-pipeline-targets").toFile());
        reset(TargetStore.get(), new TargetStore());
        Files.deleteIfExists(home.resolve(IncidentConfiguration.class.getName() + ".xml"));
        reset(IncidentConfiguration.get(), new IncidentConfiguration());
        Files.deleteIfExists(home.resolve("ml-pipeline-incidents.json"));
        reset(ExtensionList.lookupSingleton(IncidentLog.class), new IncidentLog());
        reset(ExtensionList.lookupSingleton(AlertEndpoint.class), new AlertEndpoint());
        FileUtils.deleteDirectory(home.resolve("ml-pipeline-looks").toFile());
        reset(LookStore.get(), new LookStore());
    }

    /** Gives an extension the state of a new one. */
    private static <T> void reset(T extension, T fresh) throws IllegalAccessException {
        String ours = OneJenkins.class.getPackageName();
        for (Class<?> type = fresh.getClass(); type.getName().startsWith(ours); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
                    field.setAccessible(true);
                    field.set(extension, field.get(fresh));
                }
            }
        }
    }
}
