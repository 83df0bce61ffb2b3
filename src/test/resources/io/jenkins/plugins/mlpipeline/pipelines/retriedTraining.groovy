int attempt = 0
retry(count: 2, conditions: [agent()]) {
  node('agent') {
    attempt++
    sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
    mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', threads: 1,
      algorithm: 'gradient_boosting',
      hyperparameters: [max_iter: attempt == 1 ? 100000 : 20, learning_rate: 0.001, early_stopping: false]
  }
}
echo "attempts ${attempt}"
