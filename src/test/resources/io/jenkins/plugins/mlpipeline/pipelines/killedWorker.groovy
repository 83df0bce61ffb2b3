node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  parallel train: {
    mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'gradient_boosting', threads: 1,
      hyperparameters: [max_iter: 100000, learning_rate: 0.001, early_stopping: false]
  }, kill: {
    sh 'until pgrep -f "$(basename "$PWD")@tmp/ml-model.*java.args" >/dev/null; do sleep 1; done; sleep 3; pkill -9 -f "$(basename "$PWD")@tmp/ml-model.*java.args"'
  }
}
