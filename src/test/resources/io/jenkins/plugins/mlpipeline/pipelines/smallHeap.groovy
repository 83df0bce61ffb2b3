node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  mlTrain data: 'german_credit.csv', label: 'credit_risk', heap: '4m', algorithm: 'random_forest'
}
