node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad',
    algorithm: 'random_forest', hyperparameters: [n_estimators: 20], seed: 42
  sh "head -n 121 '${trained.holdout}' > north.csv; (head -n 1 '${trained.holdout}'; tail -n +122 '${trained.holdout}') > south.csv"
  def one = mlValidate model: trained.model, data: 'north.csv', id: 'one'
  echo "one file: ${one.rows} rows"
  def measured = mlValidate model: trained.model, data: ['north.csv', 'south.csv']
  echo "two files: ${measured.rows} rows"
}
def verdict = mlGate gates: [[id: 'everywhere', metric: 'accuracy', min: 0.5, slice: 'files']]
echo "verdict ${verdict.verdict}"
