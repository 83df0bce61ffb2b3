package io.jenkins.plugins.mlpipeline.approval;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;

/** Who may approve a verdict. */
public final class ApprovalPermission {
    /** Its group, as authorization strategies show it. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(ApprovalPermission.class, Messages._ApprovalPermission_Group());

    /** May approve a model that did not pass its gates, for a time. */
    public static final Permission APPROVE = new Permission(
            GROUP, "Approve", Messages._ApprovalPermission_Approve(), Jenkins.ADMINISTER, true, new PermissionScope[] {
                PermissionScope.ITEM_GROUP, PermissionScope.ITEM, PermissionScope.RUN
            });

    private ApprovalPermission() {}

    /** Loads this class, so that authorization strategies know the permission from the beginning. */
    @Initializer(before = InitMilestone.SYSTEM_CONFIG_LOADED)
    public static void register() {
        Permission.fromId(APPROVE.getId());
    }

    /** Whether the one who asks has it. */
    public static boolean isHeld(Run<?, ?> run) {
        return run.hasPermission(APPROVE);
    }
}
