node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  elsewhere(env.ELSEWHERE) {
    def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'random_forest',
      hyperparameters: [n_estimators: 5]
    mlValidate model: trained.model
  }
  mlGate gates: ['accuracy>=0.5']
}
