mlDeploy credentialsId: 'kubeconfig', manifests: 'a.yaml', resource: 'deployment/a'
