mlDeploy resource: 'deployment/a', restart: true, credentialsId: 'kubeconfig', stableFor: 'long'
