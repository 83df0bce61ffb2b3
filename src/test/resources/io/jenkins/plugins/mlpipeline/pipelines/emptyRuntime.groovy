node('agent') {
  mlTrain data: 'nowhere.csv', label: 'credit_risk', algorithm: 'random_forest', runtime: '/nowhere'
}
