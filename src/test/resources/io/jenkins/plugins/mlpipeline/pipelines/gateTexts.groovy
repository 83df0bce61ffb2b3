pipeline {
  agent any
  stages {
    stage('texts') {
      steps {
        writeFile file: 'evaluation.json', text: EVALUATION
        mlGate evaluation: 'evaluation.json', gates: 'accuracy>=0.8', id: 'declarative'
        catchError(buildResult: 'SUCCESS', stageResult: 'SUCCESS') {
          mlValidate predictions: 'no.csv', label: 'truth', predictionColumn: 'p', ignore: 'x', labels: 'no,yes', fairness: 'plan',
            baseline: 'none', slices: 'plan', bootstrap: 'f1', missing: 'n/a', features: 'a', posLabel: 'yes'
        }
        script {
          def least = 0.8
          def result = mlGate evaluation: 'evaluation.json', gates: "accuracy>=${least}", id: 'scripted'
          echo "${result.verdict} ${result.passed}"
        }
      }
    }
  }
}
