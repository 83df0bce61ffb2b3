node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'random_forest',
    hyperparameters: [n_estimators: 2]
  def plain = [model: "${trained.model}/model.onnx", data: "${trained.model}/holdout.csv", label: 'credit_risk', posLabel: 'bad']
  mlValidate plain + [id: 'compared', reference: 'german_credit.csv']
  mlValidate plain + [id: 'alone']
}
for (id in ['compared', 'alone']) {
  catchError {
    mlGate id: id, gates: [[metric: 'train_test_overlap', max: 0], [metric: 'psi_max', max: 10]]
  }
}
