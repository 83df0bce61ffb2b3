def found = mlDiagnose target: params.ML_INCIDENT_TARGET, since: '2h'
echo "diagnosed ${found.causes[0]?.strength} ${found.diagnosis}"
def back = mlRollback target: params.ML_INCIDENT_TARGET, reason: "alert ${params.ML_INCIDENT_ALERT}"
echo "went back ${back.status} ${back.rollback?.status}"
def v = mlVerify checks: ['http.errors<=1 %'], window: '8s', interval: '4s'
echo "verified ${v.verdict} ${v.verified}"
