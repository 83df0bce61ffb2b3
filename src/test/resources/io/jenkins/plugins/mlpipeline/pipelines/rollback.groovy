def d = mlRollback target: env.TARGET, to: env.TO ?: 'previous', reason: 'INC-42', dryRun: env.DRY_RUN == 'true'
echo "answered ${d.status} ${d.rollback?.status} ${d.previous.revision}"
