node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  elsewhere(env.ELSEWHERE) {
    def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad',
      algorithm: 'gradient_boosting', threads: 1,
      hyperparameters: [max_iter: 12000, learning_rate: 0.001, early_stopping: false]
    echo "trained ${trained.algorithm}"
    mlValidate model: trained.model
  }
}
