node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad',
    algorithm: 'random_forest', hyperparameters: [n_estimators: TREES], seed: 42
  mlValidate model: trained.model, data: 'german_credit.csv', baseline: [from: 'lastPassed', firstBuild: FIRST]
}
mlGate gates: ['accuracy>=0.70', 'accuracy(id=no-worse, decide=paired)>=baseline-0.2']
