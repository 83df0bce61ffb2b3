node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'random_forest',
    hyperparameters: [n_estimators: 2]
  def rows = [data: "${trained.model}/holdout.csv", label: 'credit_risk', posLabel: 'bad']
  def plain = mlValidate rows + [model: "${trained.model}/model.onnx", reference: 'german_credit.csv']
  echo "overlap ${plain.metrics.train_test_overlap}, drift ${plain.metrics.psi_max != null}"
  def unknown = mlValidate rows + [model: "${trained.model}/model.onnx", id: 'unknown']
  echo "without ${unknown.metrics.train_test_overlap}, undefined ${'psi_max' in unknown.undefined}"
}
