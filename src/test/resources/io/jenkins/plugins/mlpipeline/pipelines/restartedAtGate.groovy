pipeline {
  agent none
  stages {
    stage('validate') {
      agent { label 'agent' }
      steps {
        sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
        mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'random_forest',
          hyperparameters: [n_estimators: 10]
        mlValidate model: 'ml-pipeline'
      }
    }
    stage('gate') {
      steps {
        mlGate gates: 'accuracy>=0.6'
      }
    }
  }
}
