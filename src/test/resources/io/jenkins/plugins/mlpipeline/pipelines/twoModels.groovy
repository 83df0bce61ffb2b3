node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def build = { id, trees ->
    def trained = mlTrain id: id, data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', threads: 1,
      algorithm: 'random_forest', hyperparameters: [n_estimators: trees]
    mlValidate id: id, model: trained.model
  }
  parallel small: { build('small', 5) }, large: { build('large', 50) }
}
