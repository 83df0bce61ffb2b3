node {
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'evaluation.json', text: EVALUATION
  mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
  writeFile file: 'bin/helm', text: env.HELM
  writeFile file: 'rendered.yaml', text: '---\n# Source: fraud/templates/deployment.yaml\n' + env.MANIFEST + '\n'
  writeFile file: 'chart/Chart.yaml', text: 'apiVersion: v2\nname: fraud\nversion: 1.2.3\n'
  writeFile file: 'prod.yaml', text: 'a: 1\n'
  writeFile file: 'overlay/kustomization.yaml', text: 'resources: []\n'
  sh 'chmod +x bin/helm && cp bin/helm bin/kustomize'
  withEnv(["PATH=${env.WORKSPACE}/bin:/usr/bin:/bin"]) {
    def d = mlDeploy SOURCE, model: 'model.onnx', namespace: env.NAMESPACE,
      credentialsId: 'cluster', serverUrl: env.SERVER, caCertificate: env.CA, stableFor: '1s'
    echo "${d.status} ${d.kind}/${d.name}"
  }
}
