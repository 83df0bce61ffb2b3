node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad',
    algorithm: 'random_forest', hyperparameters: [n_estimators: 100], seed: 42
  echo "trained ${trained.algorithm} ${trained.modelDigest}"
  def measured = mlValidate model: trained.model, data: trained.holdout
  echo "accuracy ${measured.metrics.accuracy} of ${measured.rows} rows"
}
def verdict = mlGate gates: ['accuracy>=0.70', [metric: 'roc_auc', min: 0.70]]
echo "verdict ${verdict.verdict}, passed ${verdict.passed}, ${verdict.gates.size()} gates"
