mlDeploy credentialsId: 'kubeconfig', manifests: 'a.yaml'
