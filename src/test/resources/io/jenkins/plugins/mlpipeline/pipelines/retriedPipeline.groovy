int attempt = 0
retry(2) {
  node('agent') {
    attempt++
    sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
    def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'random_forest',
      hyperparameters: [n_estimators: 10 * attempt]
    mlValidate model: 'ml-pipeline'
    mlGate gates: [attempt == 1 ? 'accuracy>=0.99' : 'accuracy>=0.6']
  }
}
echo "attempts ${attempt}"
