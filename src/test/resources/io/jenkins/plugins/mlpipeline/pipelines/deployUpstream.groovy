node {
  writeFile file: 'model.onnx', text: 'weights'
  writeFile file: 'deployment.yaml', text: env.MANIFEST
  mlDeploy manifests: 'deployment.yaml', model: 'model.onnx', upstream: env.UPSTREAM, maxAge: env.MAX_AGE ?: '24h',
    namespace: env.NAMESPACE, credentialsId: 'kubeconfig', stableFor: '0s'
}
