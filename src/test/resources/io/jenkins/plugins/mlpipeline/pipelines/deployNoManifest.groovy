node {
  mlDeploy credentialsId: 'kubeconfig', manifests: 'nothing*.yaml'
}
