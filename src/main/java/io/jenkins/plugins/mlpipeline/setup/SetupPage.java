package io.jenkins.plugins.mlpipeline.setup;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.security.ImpersonatingExecutorService;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/** Where an administrator tries what is configured. */
@Extension
public final class SetupPage extends ManagementLink {
    private static final Logger LOGGER = Logger.getLogger(SetupPage.class.getName());
    /** All checks together; a server that doesn't answer is found out by then. */
    private static final long PATIENCE_SECONDS = 40;

    /**
     * What a check found.
     *
     * @param title of the check
     * @param findings empty when nothing of the kind is configured
     */
    public record Result(String title, List<Finding> findings) {
        public String getTitle() {
            return title;
        }

        public List<Finding> getFindings() {
            return findings;
        }
    }

    @Override
    public String getIconFileName() {
        return "symbol-ml-pipeline plugin-ml-pipeline";
    }

    @Override
    public String getDisplayName() {
        return Messages.SetupPage_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.SetupPage_Description();
    }

    @Override
    public String getUrlName() {
        return "ml-pipeline-setup";
    }

    @Override
    public Category getCategory() {
        return Category.TROUBLESHOOTING;
    }

    @Override
    public Permission getRequiredPermission() {
        return Jenkins.ADMINISTER;
    }

    /** Tries everything and shows what was found. */
    @POST
    public HttpResponse doTry() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return HttpResponses.forwardToView(this, "results").with("results", results());
    }

    private static List<Result> results() {
        var executor = new ImpersonatingExecutorService(Computer.threadPoolForRemoting, Jenkins.getAuthentication2());
        List<SetupCheck> checks = SetupCheck.all();
        List<Future<List<Finding>>> running = new ArrayList<>();
        for (SetupCheck check : checks) {
            running.add(executor.submit(check::look));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            String title = checks.get(i).title();
            results.add(new Result(title, found(title, running.get(i), end - System.nanoTime())));
        }
        return results;
    }

    private static List<Finding> found(String title, Future<List<Finding>> running, long nanos) {
        try {
            return running.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return List.of(Finding.fails(title, Messages.SetupPage_NoAnswer(PATIENCE_SECONDS)));
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, e.getCause(), () -> title + " failed");
            return List.of(Finding.fails(title, Messages.SetupPage_Broken()));
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return List.of(Finding.fails(title, Messages.SetupPage_NoAnswer(PATIENCE_SECONDS)));
        }
    }
}
