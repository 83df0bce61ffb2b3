node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def train = {
    mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'gradient_boosting', threads: 1,
      hyperparameters: [max_iter: 100000, learning_rate: 0.001, early_stopping: false]
  }
  parallel first: train, second: train, failFast: true
}
