// A model of the team: trained, measured, judged. Either a command that writes metrics, or data to train on.
def call(Map config) {
  node(config.agent ?: '') {
    stage('Sources') {
      if (config.checkout != false) {
        checkout scm
      }
    }
    if (config.metrics) {
      stage('Train') {
        sh config.train
      }
      stage('Gate') {
        mlGate metrics: config.metrics, subject: config.subject, gates: config.gates
      }
      return
    }
    def trained
    stage('Train') {
      trained = mlTrain data: config.data, label: config.label, posLabel: config.posLabel,
        algorithm: config.algorithm ?: 'auto'
    }
    stage('Validate') {
      mlValidate model: trained.model, baseline: [from: 'lastPassed', firstBuild: true]
    }
    stage('Gate') {
      mlGate gates: config.gates + ['accuracy(decide=paired)>=baseline-0.05']
    }
  }
}
