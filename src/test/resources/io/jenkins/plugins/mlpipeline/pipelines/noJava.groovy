node('agent') {
  sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
  mlTrain data: 'german_credit.csv', label: 'credit_risk', java: '/opt/no/java', algorithm: 'random_forest'
}
